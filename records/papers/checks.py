"""What is looked at when the program starts in production (`manage.py check --deploy`): whether every name can be printed."""

from django.core.checks import Warning as Finding

from records.papers.typeface import missing_fonts


def fonts_at_start(app_configs, **given) -> list[Finding]:
    """One finding for each font (package of the system, or delivered file) that names of this country need and this machine lacks."""
    return [
        Finding(
            f"没有能打印{what}的字体：用到这些字的文书将无法生成。",
            hint=f"补上 {name}" if "/" in name else f"apt-get install {name}",
            id=f"records.W{n:03d}",
        )
        for n, (name, what) in enumerate(missing_fonts(), start=1)
    ]
