// Copies a PDF's text as a current MuPDF has it, which heeds /ActualText (that of distributions may not): each
// page, and a form feed behind it.
//
//   node tests/readers/copy_mupdf.mjs FILE.pdf > TEXT
import fs from "node:fs";
import { Document } from "mupdf";

const book = Document.openDocument(fs.readFileSync(process.argv[2]), "application/pdf");
for (let number = 0; number < book.countPages(); number++) {
    const text = book.loadPage(number).toStructuredText("preserve-whitespace").asText();
    fs.writeSync(process.stdout.fd, `${text}\n\f`);
}
