; The package writes its numbers as Lua's patterns.
((literal) @number
 (#match? @number "^[-+]?[0-9.]+$"))

[
  (keyword_asc)
  (keyword_desc)
  (keyword_default)
  (keyword_null)
  (keyword_unique)
  (keyword_check)
  (keyword_cascade)
] @keyword
