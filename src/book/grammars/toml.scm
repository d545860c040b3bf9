; The package paints whole pairs, from key to value.
(pair) @embedded

(pair
  [(bare_key) (quoted_key)] @property)
