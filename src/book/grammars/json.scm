(pair
  key: (string) @property)
