"""What members of the committee will ask of a quarter, with the figures and, where held, the answer.

questions(dataset, card)         every question, in the order in which members ask
sheet(dataset, card)             the same, grouped by the row that they are about
KINDS                            each kind of question: its id, what it asks, and the function
"""

from csptui.domain.questions.question import Kind, Question, row_figures
from csptui.domain.questions.sheet import KINDS, Asked, questions, sheet

__all__ = ["KINDS", "Asked", "Kind", "Question", "questions", "row_figures", "sheet"]
