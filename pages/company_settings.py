"""Settings: the rules by which this company counts, and changing them."""

from analytics import company
from components import layout, loaders, settings_form
from components.texts import _

ours = loaders.read(company.read)

layout.header(_("Settings"), settings_form.answer(ours), below=settings_form.below(ours))
settings_form.after_saving()
settings_form.show(ours)
