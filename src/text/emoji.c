/* Enters: a grapheme. Leaves: whether it is shown as an emoji or as text (UTS #51): by a variation
 * selector if it has one; as an emoji if it is a sequence (a flag, a keycap, a skin tone, several
 * joined) or its character is one by default. The table is Emoji_Presentation of emoji-data.txt,
 * with the unassigned gaps of the blocks that hold nothing else filled for later versions. */
#include "text/emoji.h"

#include <stddef.h>
#include <utf8proc.h>

#include "base/utf8.h"

enum {
    JOINER = 0x200D,
    KEYCAP = 0x20E3,
    TEXT_SELECTOR = 0xFE0E,
    EMOJI_SELECTOR = 0xFE0F,
    FIRST_TONE = 0x1F3FB,
    LAST_TONE = 0x1F3FF
};

static bool is_emoji_by_default(uint32_t character)
{
    static const uint32_t ranges[][2] = {
        {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x23F0, 0x23F0},   {0x23F3, 0x23F3},
        {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267F, 0x267F},
        {0x2693, 0x2693},   {0x26A1, 0x26A1},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE},
        {0x26C4, 0x26C5},   {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},
        {0x26F2, 0x26F3},   {0x26F5, 0x26F5},   {0x26FA, 0x26FA},   {0x26FD, 0x26FD},
        {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},   {0x274C, 0x274C},
        {0x274E, 0x274E},   {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},
        {0x27B0, 0x27B0},   {0x27BF, 0x27BF},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},
        {0x2B55, 0x2B55},   {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E},
        {0x1F191, 0x1F19A}, {0x1F1E6, 0x1F1FF}, {0x1F201, 0x1F201}, {0x1F21A, 0x1F21A},
        {0x1F22F, 0x1F22F}, {0x1F232, 0x1F236}, {0x1F238, 0x1F23A}, {0x1F250, 0x1F251},
        {0x1F300, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393},
        {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4},
        {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D},
        {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596},
        {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC},
        {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6DF}, {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FF},
        {0x1F7E0, 0x1F7FF}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF},
        {0x1FA70, 0x1FAFF},
    };
    size_t low = 0, high = sizeof ranges / sizeof *ranges;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (character > ranges[middle][1])
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof ranges / sizeof *ranges && character >= ranges[low][0];
}

bool emoji_is_pictograph(uint32_t character)
{
    return utf8proc_get_property((utf8proc_int32_t)character)->boundclass ==
           UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

/* What stands before a keycap: "1", "#", "*". */
static bool is_key(uint32_t character)
{
    return character < 0x80;
}

bool emoji_is_wanted(const char *text, const char *end)
{
    uint32_t base = utf8_next(&text, end), previous = base;
    bool wanted = is_emoji_by_default(base);
    while (text < end) {
        uint32_t character = utf8_next(&text, end);
        if (character == TEXT_SELECTOR)
            return false;
        wanted |= character == EMOJI_SELECTOR && !is_key(base);
        wanted |= character == KEYCAP && is_key(base);
        wanted |= character >= FIRST_TONE && character <= LAST_TONE;
        wanted |= previous == JOINER && emoji_is_pictograph(character);
        previous = character;
    }
    return wanted;
}
