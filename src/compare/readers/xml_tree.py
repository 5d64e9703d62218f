"""XML of unknown origin → tree: no entity is expanded, nothing is loaded."""

from __future__ import annotations

from typing import Any

from compare.readers.base import Unreadable


def parse_xml(data: bytes) -> Any:
    """Parse XML; small faults are repaired, entities and outside references stay unresolved.

    Raises:
        Unreadable: it is no XML.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"it is no XML ({error})"[:200], "Save it again") from None
    if root is None:
        raise Unreadable("it is no XML", "Save it again")
    return root


def local(node: Any) -> str:
    """Tag without its namespace, lower case; "" for comments and the like."""
    tag = node.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(node: Any) -> str:
    """All text below a node."""
    return "".join(node.itertext())
