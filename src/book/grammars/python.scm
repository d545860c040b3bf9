["and" "in" "is" "not" "or" "is not" "not in"] @keyword

; One capital letter is a variable more often than a constant.
((identifier) @embedded
 (#match? @embedded "^[A-Z]$"))
