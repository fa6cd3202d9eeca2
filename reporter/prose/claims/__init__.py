"""What a row says that can be re-computed: rates, shares, sums, differences, growth, counts, each with its verdict.

Where a rule belongs, by what it re-computes; `reading` puts all of it together:

- completion rates: `rates`, `readings`, `completion`, `explained`, `classes`
- shares: `shares` of a whole that is named, `totals` of one that is called a total, `families` of one that its likes
  prove, `structure` of an economy
- sums: `parts` behind 其中 or a total, `sums` before one, `series` over sentences; `partitions` and `exhaustive` tell
  which lists leave nothing out, `roles` what an amount is in its list
- parts of a whole: `subset`, `some`, `among`
- growth and distances: `growth`, `increments`, `change`, `gaps`, `schedules`
- counts, repeats and products: `counts`, `products`

Every rule sees a text as a `page` and a row by its `context`.
"""
