"""An IATI file of one project."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n'

TAIL = "</iati-activities>"

METRO = """<iati-activity xml:lang="en" default-currency="JPY">
<iati-identifier>JP-8-VN-P1</iati-identifier>
<reporting-org ref="JP-8" type="10"><narrative>Agency</narrative></reporting-org>
<title><narrative>Metro line 5</narrative><narrative xml:lang="vi">Tuyến metro số 5</narrative></title>
<participating-org role="1" ref="XM-DAC-701-8"><narrative>Cơ quan cho vay</narrative></participating-org>
<participating-org role="4"><narrative>Ban quản lý</narrative></participating-org>
<activity-status code="2"/>
<activity-date type="1" iso-date="2024-01-01"/>
<activity-date type="2" iso-date="2024-03-01Z"/>
<activity-date type="3" iso-date="2029-12-31"/>
<recipient-country code="VN" percentage="100"/>
<sector vocabulary="1" code="21030"/>
<default-finance-type code="421"/>
<budget><value currency="JPY">5</value></budget>
<transaction ref="C1"><transaction-type code="2"/><transaction-date iso-date="2024-03-01"/>
 <value value-date="2024-03-01">9000000000</value></transaction>
<transaction><transaction-type code="3"/><transaction-date iso-date="2025-06-01"/>
 <value currency="USD">1000000.50</value></transaction>
<transaction><transaction-type code="3"/><transaction-date iso-date="2025-06-01"/>
 <value currency="USD">1000000.50</value></transaction>
<transaction><transaction-type code="12"/><transaction-date iso-date="2023-06-01"/><value>9500000000</value></transaction>
<transaction><transaction-type code="11"/><transaction-date iso-date="2023-06-01"/><value>1</value></transaction>
<transaction><transaction-type code="3"/><transaction-date iso-date="2026-01-01"/><value>-500</value></transaction>
</iati-activity>
"""

FILE = f"{HEAD}{METRO}{TAIL}"


def swapped(old, new):
    assert old in FILE
    return FILE.replace(old, new, 1)
