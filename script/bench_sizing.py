"""How many townships one machine carries, and what to add: the table of docs/deployment.md, worked out from the figures of the last
runs (script/bench, script/bench duties). `script/bench sizing` prints it alone."""

from bench_figures import noted

# What a township is taken to do in its busiest hour, and to keep in a year. Change them to what the office knows of itself.
PEOPLE, PAGES_AN_HOUR = 30, 20  # at their desks; pages that each of them opens in the busiest hour
CASES_A_YEAR = 1_000
TOWNSHIPS = (1, 100, 1000, 2800)
BUSY = 0.6  # of what the machine answered under load: the rest is kept for backups, sweeps and imports
PAGES = ("待办", "台账", "登记页")
NEEDED = ("requests 待办", "bytes 100000", "duties two", "restore")


def print_sizing() -> None:
    """The table in Markdown; says which figures are missing."""
    known = noted()
    missing = [name for name in NEEDED if not known.get(name)]
    if missing:
        print(f"\n（还缺 {'、'.join(missing)}，先运行 script/bench 和 script/bench duties）")
        return
    answered = _harmonic([known[f"requests {label}"] for label in PAGES if known.get(f"requests {label}")])
    asked = PEOPLE * PAGES_AN_HOUR / 3600
    carries = int(answered * BUSY / asked)
    a_case = known["bytes 100000"] / 100_000
    print(
        f"\nOne machine of two cores answered {answered:.0f} pages a second (desk, ledger and form in turn) with everything on it."
    )
    print(
        f"A township of {PEOPLE} people who open {PAGES_AN_HOUR} pages each in the busiest hour asks for {asked:.2f} a second: with"
    )
    print(f"{BUSY:.0%} of that in use it carries {carries} townships.\n")
    print(
        "| townships | pages a second | web machines of two cores | workers for the round in 60 s | database in a year | restore |"
    )
    print("|---|---|---|---|---|---|")
    for count in TOWNSHIPS:
        web = max(1, -(-count // max(carries, 1)))
        round_of_one = known["duties one"] * count / known["duties townships"]
        workers = max(1, -(-int(round_of_one) // 60))
        size = count * CASES_A_YEAR * a_case / 1e9
        back = known["restore"] * count * CASES_A_YEAR / 100_000 / 60
        print(f"| {count:,} | {count * asked:.1f} | {web} | {workers} | {size:.1f} GB | {back:.0f} min |")


def _harmonic(rates: list[float]) -> float:
    """Pages a second when they are asked for in turn."""
    return len(rates) / sum(1 / rate for rate in rates)


if __name__ == "__main__":
    print_sizing()
