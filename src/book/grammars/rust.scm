[
  (integer_literal)
  (float_literal)
] @number

((identifier) @constant
 (#match? @constant "^[A-Z][A-Z\\d_]+$"))
