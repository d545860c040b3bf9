(char_literal) @string
