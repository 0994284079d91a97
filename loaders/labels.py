"""The labels of lines that say who is responsible for an item, and by when."""

from __future__ import annotations

import re
from typing import Final

LABEL: Final = re.compile(
    r"(?:(?:牵头|责任|配合|分管|主管|包保|协办|协同|参与|承办|主办|落实|重点|实施|主要|主责|联系|考核)"
    r"[\u4e00-\u9fff]{0,6}(?:领导|单位|部门|科室|处室|股室|负责人|责任人|人员|主体)"
    r"|责任人|负责人|完成时[限间]|完成期限|时间节点)"
    r"(?:[（(][^（）()：:]{1,8}[）)])?[：:]"
)
"""The label of a line that says who is responsible, or by when."""
