"""The codes of the journal in Chinese. Each app enters its own words in its apps.py; an unknown code is shown as it is."""

WORDS: dict[str, str] = {
    "login.ok": "登录",
    "login.failed": "登录失败",
    "login.locked": "账号锁定",
    "login.denied": "登录失败或锁定",
    "logout": "退出",
    "password.change": "修改本人密码",
    "scope.denied": "访问范围外的内容",
    "unit.add": "添加单位",
    "unit.edit": "修改单位",
    "unit.switch_off": "停用单位",
    "unit.switch_on": "启用单位",
    "person.add": "添加人员",
    "person.edit": "修改人员",
    "person.leave": "人员离岗",
    "person.return": "人员恢复在岗",
    "post.propose": "提出任职",
    "post.confirm": "确认任职",
    "post.withdraw": "撤回任职",
    "post.end": "办理离任",
    "account.create": "开设账号",
    "account.reset": "重置密码",
    "account.switch_off": "停用账号",
    "account.switch_on": "启用账号",
    "account.unlock": "解锁账号",
    "change.report": "报告成员变更",
    "change.record": "变更备案",
    "change.return": "退回变更",
    "change.see": "阅知变更",
    "calendar.import": "导入放假安排",
    "calendar.local_add": "添加本地放假（补班）日",
    "calendar.local_remove": "删除本地放假（补班）日",
    "setting.change": "修改参数",
    "township.open": "开设乡镇",
    "township.edit": "修改本乡镇资料",
    "township.switch_off": "停用乡镇",
    "township.switch_on": "启用乡镇",
    "journal.verify": "校验记录链",
    "journal.export": "导出流转与查阅记录",
    "journal.sheet": "打印链尾凭条",
    "journal.compare": "用链尾凭条比对记录链",
    "identity.reveal": "查看身份信息",
    "demo.load": "载入演示数据",
}


def enter(words: dict[str, str]) -> None:
    """Add an app's words: {"case.accept": "受理", …}."""
    WORDS.update(words)


def word(action: str) -> str:
    return WORDS.get(action, action)


def choices() -> list[tuple[str, str]]:
    """(code, word) in the order entered: what the filter offers."""
    return list(WORDS.items())
