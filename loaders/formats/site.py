"""What web sites of Chinese authorities put around a document, and how they label its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.formats.rows import row

# Words that ids and classes of surroundings are made of. Matched word by word: `newsnavigator` is not `nav`.
_SURROUNDINGS = re.compile(
    r"""
    nav|navbar|navi|navigation|menu|submenu|topmenu|crumbs?|breadcrumbs?|bread|mianbao|mbx|position|location|dqwz|weizhi
    |foot|footer|bottom|copyright|share|bdshare|sharebox|fenxiang|tools?|toolbar|fontsize|related|xgyd|xgwz|xgxx
    |recommend|hot|sidebar|sidenav|leftnav|aside|search|searchbar|login|top|topbar|header|banner|logo|pagination|pager
    |prevnext|prev|next|qrcode|ewm|print|friendlink|links|wza
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LAYOUT_CLASS = re.compile(
    r"position-(?:relative|absolute|static|sticky|fixed)|(?:margin|padding|border)-(?:top|bottom)|(?:top|bottom)-\d"
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
# Ids and classes of the element that holds the document, the telling ones first.
CONTAINERS = (
    re.compile(
        r"""
        zoom|fontzoom|zoomcon|ucapcontent|trs_(?:ue_)?editor|trs_paper_preview|pages_content|custom_unionstyle
        |vsb_content\w*|v_news_content|artibody|bodylabel|contentregion
        |(?:art|article|news|detail|info|view|text|main|inner|zw|wz|xl|con)[-_]?(?:content|con|body|text|txt|nr)\w*
        """,
        re.IGNORECASE | re.VERBOSE,
    ),
    re.compile(r"content|article|detail|con|nr|zw|zhengwen|main|view", re.IGNORECASE),
)
# Lines around a document, for sites whose classes do not tell.
_SITE_LINE = re.compile(
    r"""
    [【\[(（]?(?:当前位置|您的?位置|您当前的?位置|您现在的?位置|浏览次数|访问次数|点击数|阅读次数|字号|字体|字体大小|分享到?|打印本页|关闭窗口
    |上一篇|下一篇|相关阅读|相关链接|相关信息|扫一扫|无障碍阅读|网站地图)(?:[：:\s\[【(（].*)?
    |[【\[(（\s]*(?:(?:打印|打印本页|关闭|关闭窗口|收藏|返回顶部|分享|大|中|小)[】\])）\s|]*)+
    """,
    re.VERBOSE,
)
_SITE_END = re.compile(r"网站标识码|版权所有|ICP备|公网安备")
_SITE_HOST = re.compile(r"(?:主办|承办|主管|维护|地址|联系电话|邮编)(?:单位)?[：:]")
_LAST_LINES = 6
_CORE_LABELS = (
    *(
        "索引号",
        "发布机构",
        "发布机关",
        "发文机关",
        "发文机构",
        "发文单位",
        "制发机关",
        "公开责任部门",
        "成文日期",
        "生成日期",
    ),
    *(
        "发文日期",
        "成文时间",
        "发文字号",
        "发文文号",
        "文号",
        "文件编号",
        "文件字号",
        "主题分类",
        "信息分类",
        "组配分类",
    ),
    *("公开方式", "有效性", "效力状态", "统一登记号"),
)
_OTHER_LABELS = (
    *(
        "发布单位",
        "信息来源",
        "印发日期",
        "发布日期",
        "公开日期",
        "发布时间",
        "主题词",
        "服务对象",
        "公开形式",
        "公开类别",
        "公开时限",
    ),
    *(
        "公开范围",
        "时效性",
        "公文时效",
        "信息名称",
        "文件名称",
        "标题",
        "名称",
        "体裁分类",
        "关键词",
        "统一编号",
        "生效日期",
    ),
    *("废止日期", "失效日期", "有效期", "所属主题"),
)
_LABEL = re.compile(
    r"(?<!\w)[\[【]?("
    # Sites space labels out to one width: `索 引 号`, `文　　号`.
    + "|".join(r"\s*".join(name) for name in sorted(_CORE_LABELS + _OTHER_LABELS, key=len, reverse=True))
    + r")(?!\w)[\]】]?\s*[：:]?\s*"
)


def bare(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


def is_surrounding(names: Iterable[str]) -> bool:
    """Whether an element with this id and these classes is navigation, a tool bar, a footer or the like."""
    return any(_SURROUNDINGS.fullmatch(word) for name in names for word in _WORD.findall(_LAYOUT_CLASS.sub("", name)))


def core_labels(text: str) -> set[str]:
    """The labels in `text` that only metadata has; two of them make a block of metadata."""
    return {bare(label) for label in _LABEL.findall(text)}.intersection(_CORE_LABELS)


def metadata_rows(lines: Iterable[str]) -> list[str]:
    """A block of metadata as rows: those of a table as they are, other lines as `label | value |`."""
    rows: list[str] = []
    rest: list[str] = []
    for line in lines:
        (rows if line.endswith("|") else rest).append(line)
    text = " ".join(rest)
    labels = list(_LABEL.finditer(text))
    ends = [*(label.start() for label in labels[1:]), len(text)]
    return rows + [row((bare(label[1]), text[label.end() : end])) for label, end in zip(labels, ends, strict=False)]


def without_site_lines(lines: list[str]) -> list[str]:
    """`lines` without those that a site adds: where you are, font size, print, share, who runs the site."""
    lines = [line for line in lines if not _SITE_LINE.fullmatch(line)]
    first = max(len(lines) - _LAST_LINES, 0)
    end = next((at for at in range(first, len(lines)) if _SITE_END.search(lines[at])), len(lines))
    # Who runs the site stands above that; inside a plan such a label names the units of an item.
    while first < end < len(lines) and _SITE_HOST.match(lines[end - 1]):
        end -= 1
    return lines[:end]
