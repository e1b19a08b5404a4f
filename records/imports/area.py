"""The import of tables: its jobs, its words, and the tables of the ground floor (people, units)."""

from records.areas import Area, Daily, Job
from records.imports.actions.forgetting import KEPT_DAYS, forget_sources
from records.imports.actions.imports import CHECK_JOB, COMMIT_JOB
from records.imports.actions.running import run_check, run_commit
from records.imports.directory import PEOPLE, UNITS

AREA = Area(
    words={
        "import.upload": "上传表格",
        "import.match": "对应列",
        "import.confirm": "确认导入",
        "import.decide": "决定是否重复",
        "import.discard": "放弃导入",
        "import.retry": "重新执行导入",
        "import.failed_rows": "下载未导入的行",
        "import.rows": "导入",
    },
    jobs=(Job(CHECK_JOB, run_check, "检查表格"), Job(COMMIT_JOB, run_commit, "导入表格")),
    imports=(PEOPLE, UNITS),
    daily=(Daily(forget_sources, f"清除 {KEPT_DAYS} 天前上传的表格"),),
)
