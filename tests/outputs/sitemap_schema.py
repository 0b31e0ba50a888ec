"""What sitemaps.org and search engines ask of a map, as a schema for `lxml` to judge by."""

from lxml import etree

MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
SCHEMA = f"""
<element name="urlset" ns="{MAP}" xmlns="http://relaxng.org/ns/structure/1.0"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <oneOrMore>
    <element name="url">
      <element name="loc">
        <data type="anyURI"><param name="pattern">https?://[!-~]+</param></data>
      </element>
      <optional>
        <element name="lastmod"><data type="dateTime"/></element>
      </optional>
      <zeroOrMore>
        <element name="link" ns="http://www.w3.org/1999/xhtml">
          <attribute name="rel"><value>alternate</value></attribute>
          <attribute name="hreflang">
            <choice><data type="language"/><value>x-default</value></choice>
          </attribute>
          <attribute name="href">
            <data type="anyURI"><param name="pattern">https?://[!-~]+</param></data>
          </attribute>
        </element>
      </zeroOrMore>
    </element>
  </oneOrMore>
</element>
"""


def faults_of_map(content: bytes) -> list[str]:
    """Return where a map breaks the schema, each place with its line."""
    schema = etree.RelaxNG(etree.fromstring(SCHEMA))
    schema.validate(etree.fromstring(content))
    return [f"{each.line}: {each.message}" for each in schema.error_log]
