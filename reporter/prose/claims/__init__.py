"""What a row says that can be re-computed: rates, shares, sums, differences, growth, counts, each with its verdict."""
