"""The words of the plan workbook: how to fill it, what each column is for, what bases and relations mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.plan import departments_sheet
from reporter.plan import indicators_sheet
from reporter.plan import revisions_sheet
from reporter.plan import settings_sheet
from reporter.plan import tasks_sheet
from reporter.plan.records import Basis
from reporter.plan.records import Form
from reporter.plan.records import Relation

if TYPE_CHECKING:
    from collections.abc import Mapping

GUIDE = "说明"
WORDS, CONFIDENCE, REMARK = "原文", "把握", "说明"
CATEGORIES = ("泛指", "经济建设类", "社会发展类", "政法执法类", "群团类")
"""Offered, not prescribed: 类别 is printed as written, and only 泛指 means something."""


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """A column: header word, width in characters, what to type; `choices` are the only words unless `is_open`."""

    word: str
    width: int
    advice: str
    choices: tuple[str, ...] = ()
    is_open: bool = False
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A sheet of the plan workbook: its name and its columns in order."""

    name: str
    columns: tuple[PlanColumn, ...]

    @property
    def widths(self) -> Mapping[str, int]:
        """Column widths by header word."""
        return {column.word: column.width for column in self.columns}


SETTINGS = PlanSheet(
    settings_sheet.SHAPE.name,
    (
        PlanColumn("项目", 18, "“年度”必填，其余可以删去，删去即用默认值。也可以自己加行，留作备查。"),
        PlanColumn("内容", 36, "填写该项目的内容。"),
        PlanColumn(REMARK, 60, "本列只作说明，不读取。"),
    ),
)
SETTING_REMARKS: Mapping[str, str] = {
    "年度": "四位年份，须与文件名 plan-年份.xlsx 一致。",
    "发布机构": "印在公布表格上的机构名称。",
    "默认半年序时": "到半年应完成全年目标的百分之几，50 即 50%。个别指标另有安排的，填在“指标”表的“半年序时”。",
    "序时容差": "完成率与序时相差在几个百分点以内算按序时。",
    "填报截止": "例如 2023-07-10。印在填报表上，逾期的在报送情况中注明。",
}
DEPARTMENTS = PlanSheet(
    departments_sheet.SHAPE.name,
    (
        PlanColumn("单位", 26, "单位名称，每个只写一行。公布表格和填报表都用这个名称。"),
        PlanColumn("别名", 30, "责任单位中可能出现的其他写法，用顿号“、”隔开。一个别名只能属于一个单位。"),
        PlanColumn(
            "类别",
            14,
            "泛指的名称（各区县政府、市级其他有关单位）填“泛指”：照印，但不发填报表。",
            CATEGORIES,
            is_open=True,
        ),
        PlanColumn("联系人", 14, "催报时找谁。"),
        PlanColumn("电话", 18, "联系人的电话。"),
    ),
)
TASKS = PlanSheet(
    tasks_sheet.SHAPE.name,
    (
        PlanColumn("任务编号", 12, "只用半角字母、数字和 - _ . ，全表不重复，例如 K01。定下后不要再改。"),
        PlanColumn("表单", 12, "印在哪一张表里。", tuple(form.value for form in Form)),
        PlanColumn("分组", 24, "印作小标题，照写照印，例如“市长主抓重点工作”。可以合并单元格。"),
        PlanColumn("序号", 8, "印在表中的序号。一个项目占两行的，两行写同一个序号。"),
        PlanColumn("领域", 12, "只有民生实事要填，例如“教育”。"),
        PlanColumn("目标任务", 60, "照写照印。重点工作不要在这里写责任单位，程序会加上。"),
        PlanColumn("责任单位", 40, "用顿号“、”隔开，第一个是牵头单位，须是具体单位；每个名称都要在“单位”表中。"),
        PlanColumn("公开", 8, "填“否”的不印在公布的表格里，只印在内部版；留空即“是”。", ("是", "否")),
    ),
)
INDICATORS = PlanSheet(
    indicators_sheet.SHAPE.name,
    (
        PlanColumn("指标编号", 12, "只用半角字母、数字和 - _ . ，不与其他指标或任务重复，例如 K01-1。"),
        PlanColumn("任务编号", 12, "属于哪一项任务，照“任务”表填写。"),
        PlanColumn("指标名称", 30, "一项指标只说一个数字，例如“新建改建幼儿园”。"),
        PlanColumn("关系", 8, "完成值与目标值的关系，见“说明”。", tuple(relation.value for relation in Relation)),
        PlanColumn("目标值", 14, "只填数字，不带单位。6% 填 6，单位填 %。定性的留空。", is_number=True),
        PlanColumn("目标上限", 12, "关系为“区间”时填上限，下限填在“目标值”；其余留空。", is_number=True),
        PlanColumn("单位", 10, "数字的单位，例如 个、万人、亿元、%。"),
        PlanColumn("口径", 10, "数字怎样计量，决定怎样评判，见“说明”。", tuple(basis.value for basis in Basis)),
        PlanColumn("基期值", 12, "压减类指标填期初的数，用来算完成率；其余可留空。", is_number=True),
        PlanColumn("半年序时", 10, "到半年应完成全年目标的百分之几，0 到 100；留空用默认值。", is_number=True),
        PlanColumn(
            "填报单位", 26, "由谁填数；留空即牵头单位。几个单位分别填、程序相加的，用顿号隔开（只限累计和时点的数量）。"
        ),
    ),
)
DRAFT_COLUMNS = (
    PlanColumn(WORDS, 50, "起草时读到的原文，供核对；确认后可以删去本列。"),
    PlanColumn(CONFIDENCE, 8, "起草的把握：低、中的请先核对。确认后可以删去本列。"),
)
REVISIONS = PlanSheet(
    revisions_sheet.SHAPE.name,
    (
        PlanColumn("指标编号", 12, "锁定后改动了哪一项指标；增删任务的填任务编号。"),
        PlanColumn(
            "项目",
            12,
            "改的是哪一列，照“指标”表的表头填写；增删整行的填“新增”或“删除”。",
            ("目标值", "目标上限", "关系", "单位", "口径", "基期值", "半年序时", "任务编号", "新增", "删除"),
        ),
        PlanColumn("原值", 16, "锁定时的值。"),
        PlanColumn("新值", 16, "现在的值，须与“指标”表一致。"),
        PlanColumn("理由", 50, "为什么调整，依据什么文件或会议。必填。"),
        PlanColumn("核定人", 14, "谁同意的。"),
        PlanColumn("日期", 14, "例如 2023-05-06。"),
    ),
)

STEPS = (
    "本工作簿是任务台账：一年里谁、在哪项任务上、用哪个数字、做到多少。填报表和公布表格都由它生成。",
    "按顺序填：年度 → 单位 → 任务 → 指标。表头的文字不要改，列的先后可以调整，也可以另加自己用的列。",
    "鼠标停在表头上，可以看到该列怎样填；有下拉箭头的，从下拉列表中选。",
    "存为 inputs/plan-年份.xlsx。有错时程序不汇总，会一次列出全部错处：文件、工作表、单元格、怎样改。",
    "目标定下后运行 plan lock 锁定。此后改动关系、目标值等，须在“修订”表中写明理由，否则不能定稿。",
    "变红的单元格：编号重复，或任务编号不在“任务”表中。",
)
BASES = (
    (Basis.CUMULATIVE, "从年初累加的数", "完成数 ÷ 目标", "与序时比较；全年看是否达到目标", "新增就业 5 万人"),
    (Basis.LEVEL, "某一天的数", "完成数 ÷ 目标", "是否达到目标", "年末床位 1.2 万张"),
    (Basis.GROWTH, "增长百分之几", "不算", "与目标相差几个百分点", "投资增长 9%"),
    (Basis.SHARE, "占百分之几", "不算", "与目标相差几个百分点", "优良天数比例 85%"),
    (Basis.RANK, "第几位，越小越好", "不算", "名次是否达到", "全省前 3"),
    (Basis.PROGRESS, "以百分数表示的进度", "照填", "与序时比较", "省下达任务完成 60%"),
    (Basis.ANNUAL, "年底才有数", "半年不算", "半年印“年度统计”", "粮食总产量"),
    (Basis.QUALITATIVE, "没有数字", "不算", "有没有写推进情况", "出台实施意见"),
)
RELATIONS = (
    (Relation.AT_LEAST, "不少于、以上、达到"),
    (Relation.AT_MOST, "不超过、以内；压减类请另填基期值"),
    (Relation.MORE_THAN, "高于、超过"),
    (Relation.LESS_THAN, "低于"),
    (Relation.EQUAL, "正好；累计和时点的按“不少于”评判"),
    (Relation.ABOUT, "左右：相差在 5% 或 0.5 个百分点以内"),
    (Relation.WITHIN, "在目标值与目标上限之间"),
)
