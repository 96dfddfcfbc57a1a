"""Write the pages of docs that are made from the code."""

import access_matrix
import advice_states
import agreement_states
import api
import case_states
import commands
import consultation_states
import escalation_states
import formulas
import round_states
import task_states

commands.TARGET.write_text(commands.page(), encoding="utf-8")
task_states.PAGE.write_text(task_states.page(), encoding="utf-8")
escalation_states.PAGE.write_text(escalation_states.page(), encoding="utf-8")
agreement_states.PAGE.write_text(agreement_states.page(), encoding="utf-8")
case_states.PAGE.write_text(case_states.page(), encoding="utf-8")
advice_states.PAGE.write_text(advice_states.page(), encoding="utf-8")
consultation_states.PAGE.write_text(consultation_states.page(), encoding="utf-8")
round_states.PAGE.write_text(round_states.page(), encoding="utf-8")
access_matrix.PAGE.write_text(access_matrix.page(), encoding="utf-8")
api.PAGE.write_text(api.page(), encoding="utf-8")
formulas.PAGE.write_text(formulas.page(), encoding="utf-8")
