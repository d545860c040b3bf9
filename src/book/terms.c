/* Enters: a term. Leaves: its word in the language of the book, English where that is not here. */
#include "book/book.h"

#include <string.h>

static const struct {
    const char *lang;
    const char *words[TERM_COUNT];
} languages[] = {
    {"en", {"Contents", "Note", "Tip", "Important", "Warning", "Caution", "Version", "continued"}},
    {"ar", {"المحتويات", "ملاحظة", "نصيحة", "مهم", "تحذير", "تنبيه", "الإصدار", "يتبع"}},
    {"de",
     {"Inhalt", "Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht", "Version",
      "Fortsetzung folgt"}},
    {"es",
     {"Índice", "Nota", "Consejo", "Importante", "Advertencia", "Precaución", "Versión",
      "continúa"}},
    {"fr",
     {"Table des matières", "Note", "Conseil", "Important", "Avertissement", "Attention", "Version",
      "à suivre"}},
    {"he", {"תוכן העניינים", "הערה", "עצה", "חשוב", "אזהרה", "זהירות", "גרסה", "המשך בעמוד הבא"}},
    {"it",
     {"Indice", "Nota", "Suggerimento", "Importante", "Avvertenza", "Attenzione", "Versione",
      "continua"}},
    {"nl",
     {"Inhoud", "Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op", "Versie",
      "wordt vervolgd"}},
    {"pl",
     {"Spis treści", "Uwaga", "Wskazówka", "Ważne", "Ostrzeżenie", "Ostrożnie", "Wersja",
      "ciąg dalszy nastąpi"}},
    {"pt", {"Índice", "Nota", "Dica", "Importante", "Aviso", "Cuidado", "Versão", "continua"}},
    {"ru",
     {"Содержание", "Примечание", "Совет", "Важно", "Предупреждение", "Осторожно", "Версия",
      "продолжение следует"}},
};

static bool matches(const char *lang, const char *primary)
{
    size_t length = strlen(primary);
    return strncmp(lang, primary, length) == 0 &&
           (lang[length] == '\0' || lang[length] == '-' || lang[length] == '_');
}

const char *book_term(const char *lang, enum term term)
{
    for (size_t i = 0; lang && i < sizeof languages / sizeof *languages; i++)
        if (matches(lang, languages[i].lang))
            return languages[i].words[term];
    return languages[0].words[term];
}

const char *book_version(struct arena *arena, const struct metadata *meta)
{
    if (!meta->version || *meta->version < '0' || *meta->version > '9')
        return meta->version;
    return arena_printf(arena, "%s %s", book_term(meta->lang, TERM_VERSION), meta->version);
}
