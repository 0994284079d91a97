"""The labels of lines that say who is responsible for an item, and by when."""

from __future__ import annotations

import re
from typing import Final

LABEL: Final = re.compile(
    r"(?:(?:牵头|责任|配合|分管|主管|包保|包联|包抓|挂包|挂帅|协办|协同|协助|参与|参加|承办|主办|领办|负责|落实|重点|实施"
    r"|主要|主责|联系|考核|支持|具体)[\u4e00-\u9fff]{0,6}(?:领导|单位|部门|科室|处室|股室|[处科股][（(][\u4e00-\u9fff]{1,2}[）)]室?"
    r"|负责人|责任人|人员|主体|[局委厅处科市区县镇乡]长|主任)"
    r"|[市县区局委厅]级?领导|责任人|负责人|[科处股]室|(?:责任|任务|职责)分工|牵头|配合|主办|协办|承办|完成时[限间]|完成期限|时间节点)"
    r"(?:[（(][^（）()：:]{1,8}[）)])?[：:]"
)
"""The label of a line that says who is responsible, or by when."""

OF_PEOPLE: Final = re.compile(r"领导|负责人|责任人|人员|[局委厅市区县镇乡处科主][长任][：:]")
"""What tells a label that people follow from one of units."""
