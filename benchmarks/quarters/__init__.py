"""Four quarterly reviews of the Steering Committee, played day by day and reckoned a second time.

``plan`` says what everybody will do, ``acting`` does it through the product, ``reckoned`` works out
from the plan, the calendar and the definition files alone what must come of it, ``compared`` puts
the two side by side.
"""
