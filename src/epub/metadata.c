/* Enters: what the front matter says. Leaves: the identifier.
 *
 * The identifier is a UUID of version 8 (RFC 9562, section 5.8: contents of our own choice), made
 * from two FNV-1a hashes with different starts, each finished by the mixer of SplitMix64. It only
 * has to tell books apart and to stay the same for ever: it is no defence against an adversary. */
#include <stdint.h>

#include "epub/edition.h"

/* ── The identifier ──────────────────────────────────────────────────────────────────────────── */

/* Adds a string and an end mark, so that "ab","c" and "a","bc" differ. */
static uint64_t add_to_hash(uint64_t hash, const char *string)
{
    for (; string && *string; string++)
        hash = (hash ^ (unsigned char)*string) * UINT64_C(1099511628211);
    return (hash ^ 0x1F) * UINT64_C(1099511628211);
}

static uint64_t mix(uint64_t hash)
{
    hash = (hash ^ hash >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    hash = (hash ^ hash >> 27) * UINT64_C(0x94D049BB133111EB);
    return hash ^ hash >> 31;
}

static uint64_t hash_book(const struct book *book, uint64_t hash)
{
    hash = add_to_hash(hash, book->meta.title);
    for (size_t i = 0; i < book->meta.author_count; i++)
        hash = add_to_hash(hash, book->meta.authors[i]);
    return mix(add_to_hash(hash, book->meta.lang));
}

const char *epub_make_identifier(const struct book *book, struct arena *arena)
{
    uint64_t high = hash_book(book, UINT64_C(14695981039346656037));
    uint64_t low = hash_book(book, UINT64_C(0x9E3779B97F4A7C15));
    high = (high & ~UINT64_C(0xF000)) | UINT64_C(0x8000);            /* version 8 */
    low = (low & ~UINT64_C(0xC000000000000000)) | UINT64_C(1) << 63; /* the RFC's variant */
    return arena_printf(arena, "urn:uuid:%08x-%04x-%04x-%04x-%012llx", (unsigned)(high >> 32),
                        (unsigned)(high >> 16 & 0xFFFF), (unsigned)(high & 0xFFFF),
                        (unsigned)(low >> 48),
                        (unsigned long long)(low & UINT64_C(0xFFFFFFFFFFFF)));
}
