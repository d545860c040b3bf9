["declare" "export" "local" "readonly" "typeset" "unset"] @keyword
