// Where the browser is.
import fs from "node:fs";
import path from "node:path";

export function findChromium() {
    const names = ["chromium", "chromium-browser", "google-chrome"];
    const folders = process.env.PATH.split(":");
    const places = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
    return process.env.CHROMIUM || places.find((place) => fs.existsSync(place));
}
