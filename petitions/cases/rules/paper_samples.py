"""Invented facts for one document of every kind: pictures in the manual and tests are made from them."""

from dataclasses import replace
from datetime import date

from petitions.cases.rules.papers import Delivery, Finding, PaperFacts, PaperPerson

SAMPLE_DAY = date(2026, 3, 20)

_CLAIM = PaperFacts(
    township_name="清河镇",
    organ_name="清河镇人民政府",
    office_name="清河镇信访工作联席会议办公室",
    office_phone="0000-5550110",
    office_address="清河镇政通路1号便民服务中心一楼",
    clerk_name="林晓",
    approver="周明远",
    case_number="清信〔2026〕121号",
    case_title="河湾社区安置房办证进度",
    class_label="申诉求决类",
    channel_label="来访",
    purpose_label="求决",
    category_label="城乡建设／住房保障与房地产／安置房管理",
    repeat_label="重复（第2次）",
    place="清河镇河湾社区",
    words="我们河湾安置小区3号楼2023年交房，到现在两年多了房产证还没有办下来，孩子上学、贷款都受影响。"
    "办证时收的测绘费也比别的楼多收了一百二十元，请政府给个明确的时间，多收的钱退给我们。",
    claims=["明确河湾安置小区3号楼办证时间", "退还每户多收的测绘费120元"],
    attachments=["安置协议复印件3页", "测绘费收据复印件1页"],
    petitioner_names=["张堃翀", "李䶮", "王秀英", "赵喆"],
    petitioners=[
        PaperPerson(
            name="张堃翀",
            role="代表",
            sex="男",
            id_kind="居民身份证",
            id_number="11010119800101003X",
            phone="13800000021",
            household="清河镇河湾社区3组",
            address="清河镇河湾安置小区3号楼2单元501室",
            occupation="个体经营者",
        ),
        PaperPerson(
            name="李䶮", role="代表", sex="女", phone="13800000022", address="清河镇河湾安置小区3号楼1单元302室"
        ),
    ],
    representatives=["张堃翀", "李䶮"],
    visitors=7,
    involved=46,
    raised_on=date(2026, 3, 2),
    received_on=date(2026, 3, 2),
    registered_on=date(2026, 3, 2),
    accepted_on=date(2026, 3, 5),
    due_on=date(2026, 5, 4),
    raw_due_on=date(2026, 5, 4),
    rolled_due_on=date(2026, 5, 6),
    target_unit="清河镇村镇建设办公室",
    target_unit_phone="0000-5550125",
    lookup_url="https://xf.example.gov.cn/chaxun/",
    lookup_code="K7M4-9QTX-2HRW",
)
_FINDINGS = [
    Finding(
        claim=_CLAIM.claims[0],
        facts_and_reasons="经查，3号楼于2023年9月交付，因竣工测绘成果与规划许可面积不一致，首次登记申请于2024年5月被退回。"
        "2026年2月，建设单位已完成重新测绘并通过核验",
        opinion="由村镇建设办公室会同建设单位于2026年6月30日前完成首次登记，自7月1日起分批为住户办理转移登记",
        basis="《不动产登记暂行条例》第十四条、第十七条，《清河镇河湾片区安置协议》第八条",
    ),
    Finding(
        claim=_CLAIM.claims[1],
        facts_and_reasons="经核对收据和合同，3号楼46户测绘费按每户380元收取，其他楼按每户260元收取，多收120元属实",
        opinion="由建设单位于2026年4月30日前将多收的测绘费退还各户",
        basis="《中华人民共和国民法典》第九百八十五条",
    ),
]
_CHANGES: dict[str, dict] = {
    "refusal": {
        "case_title": "与邻居相邻权纠纷的判决",
        "claims": ["撤销法院对相邻权纠纷作出的一审判决"],
        "petitioner_names": ["赵喆"],
        "visitors": 1,
        "reason": "你反映的事项属于对人民法院已经作出的裁判不服，应当通过诉讼程序解决",
        "articles": ["31(1)"],
        "target_unit": "清河县人民法院",
        "target_unit_phone": "",
    },
    "refusal_final": {
        "case_title": "宅基地置换面积",
        "claims": ["重新核定宅基地置换面积"],
        "petitioner_names": ["赵喆"],
        "visitors": 1,
        "review_organ": "云岭市人民政府",
        "final_review_on": date(2025, 11, 18),
    },
    "direct_answer": {
        "case_title": "高龄津贴申领咨询",
        "claims": ["了解80周岁以上老人高龄津贴的申领办法"],
        "petitioner_names": ["王秀英"],
        "visitors": 1,
        "findings": [
            Finding(
                claim="",
                facts_and_reasons="",
                opinion="年满80周岁的本镇户籍老人，可持身份证、户口簿和银行卡到所在村（社区）便民服务站申领，"
                "自批准的次月起按月发放",
                basis="",
            )
        ],
    },
    "transfer": {
        "organ_name": "清河镇信访工作联席会议办公室",
        "target_unit": "清河县自然资源和规划局",
        "source_organ": "清河县信访局",
        "source_number": "县信转〔2026〕310号",
        "source_on": date(2026, 2, 27),
    },
    "destination_notice": {
        "target_unit": "清河县自然资源和规划局",
        "target_on": date(2026, 3, 6),
    },
    "assignment": {
        "assist_units": ["河湾社区居民委员会", "清河镇财政所"],
        "due_on": date(2026, 4, 24),
        "copies": ["清河县信访工作联席会议办公室"],
    },
    "sender_objection": {
        "addressee": "清河县信访局",
        "source_organ": "清河县信访局",
        "source_number": "县信转〔2026〕310号",
        "source_on": date(2026, 2, 27),
        "reason": "首次登记由不动产登记机构依职权办理，本机关没有登记职责",
        "basis": "《清河县县直部门权责清单》自然资源和规划局第12项",
        "suggested": "清河县自然资源和规划局",
    },
    "extension": {
        "reason": "3号楼竣工测绘成果需要重新核验，核验机构出具结论尚需时间",
        "extension_new_due_on": date(2026, 6, 3),
    },
    "reply": {
        "source_organ": "清河县信访局",
        "source_number": "县信转〔2026〕57号",
        "source_on": date(2026, 2, 28),
        "findings": _FINDINGS,
        "conclusion_label": "予以支持",
        "review_organ": "清河县人民政府",
        "copies": ["清河县信访局", "清河镇村镇建设办公室"],
    },
    "suggestion_reply": {
        "case_class": "suggestion",
        "case_title": "在河湾社区增设公交站点",
        "channel_label": "网上",
        "claims": ["在河湾安置小区东门增设公交站点"],
        "petitioner_names": ["赵喆"],
        "visitors": 1,
        "conclusion_label": "部分采纳",
        "findings": [
            Finding(
                claim="",
                facts_and_reasons="",
                opinion="经与公交公司会商，小区东门道路宽度不足，不具备设站条件；"
                "拟将现有河湾路站北移120米至小区北门，计划于2026年5月底前完成",
                basis="",
            )
        ],
    },
    "delivery_receipt": {
        "delivery": Delivery(
            document="信访事项受理告知书",
            document_number="清信受〔2026〕88号",
            manner="直接送达",
            place="清河镇便民服务中心信访窗口",
            deliverer="林晓、何静",
        )
    },
}


def sample_facts(kind: str) -> PaperFacts:
    """Invented facts fitting one kind of document."""
    return replace(_CLAIM, **_CHANGES.get(kind, {}))
