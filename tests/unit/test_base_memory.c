/* base/arena, buffer, vector, map: what is stored comes back, at any size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/geometry.h"
#include "base/map.h"
#include "base/vector.h"

static void gives_zeroed_memory_that_does_not_overlap(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    unsigned char *blocks[200];
    for (size_t i = 0; i < 200; i++) {
        size_t size = i * i * 7;
        blocks[i] = arena_alloc(arena, size);
        assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < size; k++)
            assert_int_equal(blocks[i][k], 0);
        memset(blocks[i], (int)i, size);
    }
    for (size_t i = 1; i < 200; i++)
        assert_int_equal(blocks[i][i * i * 7 - 1], i);
    arena_drop(arena);
}

static void is_zeroed_again_after_a_reset(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (int round = 0; round < 3; round++) {
        char *bytes = arena_alloc(arena, 5000);
        assert_int_equal(bytes[4999], 0);
        memset(bytes, 'x', 5000);
        arena_reset(arena);
    }
    arena_drop(arena);
    arena_drop(NULL);
}

static void copies_and_prints_strings(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(arena_copy_bytes(arena, "abcdef", 3), "abc");
    assert_string_equal(arena_copy_string(arena, ""), "");
    assert_string_equal(arena_printf(arena, "%d-%s", 7, "x"), "7-x");
    arena_drop(arena);
}

static void appends_to_a_buffer(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    assert_string_equal(buffer_string(&buffer), "");
    for (int i = 0; i < 1000; i++)
        buffer_printf(&buffer, "%d,", i % 10);
    assert_int_equal(buffer.length, 2000);
    buffer_clear(&buffer);
    buffer_put_code_point(&buffer, 0x1F446);
    buffer_put_char(&buffer, '!');
    assert_string_equal(buffer_string(&buffer), "\xF0\x9F\x91\x86!");
    buffer_drop(&buffer);
    assert_null(buffer.data);
}

static void grows_a_vector(void **state)
{
    (void)state;
    VECTOR(int) numbers = {0};
    for (int i = 0; i < 1000; i++)
        vector_push(&numbers, i);
    assert_int_equal(numbers.count, 1000);
    assert_int_equal(numbers.items[999], 999);
    vector_drop(&numbers);
    assert_int_equal(numbers.count, 0);
}

static void finds_what_was_put_into_a_map(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct map map = {0};
    assert_null(map_find(&map, "x"));
    for (size_t i = 0; i < 5000; i++) {
        char *key = arena_printf(arena, "key-%zu", i);
        map_put(&map, key, key);
    }
    map_put(&map, "key-7", "seven");
    assert_int_equal(map.count, 5000);
    assert_string_equal(map_find(&map, "key-7"), "seven");
    assert_string_equal(map_find(&map, "key-4999"), "key-4999");
    assert_null(map_find(&map, "key-5000"));
    map_drop(&map);
    arena_drop(arena);
}

static void scales_dimensions_without_overflow(void **state)
{
    (void)state;
    assert_int_equal(dimen_scale(PT(10000), 1000, 1000), PT(10000));
    assert_int_equal(dimen_scale(7, 1, 2), 3);
    assert_int_equal(dimen_scale(-7, 1, 2), -4);
    assert_int_equal(MM(25.4), PT(72));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_zeroed_memory_that_does_not_overlap),
        cmocka_unit_test(is_zeroed_again_after_a_reset),
        cmocka_unit_test(copies_and_prints_strings),
        cmocka_unit_test(appends_to_a_buffer),
        cmocka_unit_test(grows_a_vector),
        cmocka_unit_test(finds_what_was_put_into_a_map),
        cmocka_unit_test(scales_dimensions_without_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
