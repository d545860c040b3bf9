["and" "in" "is" "not" "or" "is not" "not in"] @keyword
