"""The list of rules. A rule is a function of a Book that yields what it finds wrong; its name stands in
rules.tsv beside the clauses it proves."""
RULES = {}


def rule(function):
    RULES[function.__name__] = function
    return function
