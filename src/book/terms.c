/* Enters: a term. Leaves: its word in the language of the book, English where that is not here. */
#include "book/book.h"

#include <string.h>

static const struct {
    const char *lang;
    const char *words[TERM_COUNT];
} languages[] = {
    {"en",
     {"Contents", "Note", "Tip", "Important", "Warning", "Caution", "Version", "continued", "Cover",
      "Title page", "Text", "Pages", "Code", "Formula"}},
    {"ar",
     {"المحتويات", "ملاحظة", "نصيحة", "مهم", "تحذير", "تنبيه", "الإصدار", "يتبع", "الغلاف",
      "صفحة العنوان", "النص", "الصفحات", "شيفرة", "صيغة"}},
    {"de",
     {"Inhalt", "Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht", "Version", "Fortsetzung folgt",
      "Umschlag", "Titelseite", "Text", "Seiten", "Code", "Formel"}},
    {"es",
     {"Índice", "Nota", "Consejo", "Importante", "Advertencia", "Precaución", "Versión", "continúa",
      "Cubierta", "Portada", "Texto", "Páginas", "Código", "Fórmula"}},
    {"fr",
     {"Table des matières", "Note", "Conseil", "Important", "Avertissement", "Attention", "Version",
      "à suivre", "Couverture", "Page de titre", "Texte", "Pages", "Code", "Formule"}},
    {"he",
     {"תוכן העניינים", "הערה", "עצה", "חשוב", "אזהרה", "זהירות", "גרסה", "המשך בעמוד הבא", "כריכה",
      "עמוד השער", "טקסט", "עמודים", "קוד", "נוסחה"}},
    {"it",
     {"Indice", "Nota", "Suggerimento", "Importante", "Avvertenza", "Attenzione", "Versione",
      "continua", "Copertina", "Frontespizio", "Testo", "Pagine", "Codice", "Formula"}},
    {"nl",
     {"Inhoud", "Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op", "Versie",
      "wordt vervolgd", "Omslag", "Titelpagina", "Tekst", "Pagina's", "Code", "Formule"}},
    {"pl",
     {"Spis treści", "Uwaga", "Wskazówka", "Ważne", "Ostrzeżenie", "Ostrożnie", "Wersja",
      "ciąg dalszy nastąpi", "Okładka", "Strona tytułowa", "Tekst", "Strony", "Kod", "Wzór"}},
    {"pt",
     {"Índice", "Nota", "Dica", "Importante", "Aviso", "Cuidado", "Versão", "continua", "Capa",
      "Folha de rosto", "Texto", "Páginas", "Código", "Fórmula"}},
    {"ru",
     {"Содержание", "Примечание", "Совет", "Важно", "Предупреждение", "Осторожно", "Версия",
      "продолжение следует", "Обложка", "Титульный лист", "Текст", "Страницы", "Код", "Формула"}},
};

static bool matches(const char *lang, const char *primary)
{
    size_t length = strlen(primary);
    return strncmp(lang, primary, length) == 0 &&
           (lang[length] == '\0' || lang[length] == '-' || lang[length] == '_');
}

/* NULL: there are none. */
static const char *const *find_words(const char *lang)
{
    for (size_t i = 0; lang && i < sizeof languages / sizeof *languages; i++)
        if (matches(lang, languages[i].lang))
            return languages[i].words;
    return NULL;
}

const char *book_term(const char *lang, enum term term)
{
    const char *const *words = find_words(lang);
    return words ? words[term] : languages[0].words[term];
}

bool book_has_terms(const char *lang)
{
    return find_words(lang) != NULL;
}

const char *book_version(struct arena *arena, const struct metadata *meta)
{
    if (!meta->version || *meta->version < '0' || *meta->version > '9')
        return meta->version;
    return arena_printf(arena, "%s %s", book_term(meta->lang, TERM_VERSION), meta->version);
}
