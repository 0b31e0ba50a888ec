"""The rules that new comments are compared with: listed, tried on what came in last, saved."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.waiting_queries import waiting_count
from ethreader.i18n.texts import Text
from ethreader.learning.queries import learned_filter
from ethreader.moderation.blueprint import bp
from ethreader.moderation.rule_forms import RuleForm
from ethreader.moderation.rule_queries import dry_run
from ethreader.moderation.rule_service import (
    RuleChanged,
    RuleExists,
    delete_rule,
    ensure_only_one,
    rule_as_seen,
)
from ethreader.screening.held_rules import refresh_rules
from ethreader.screening.models import ScreeningRule
from ethreader.screening.queries import all_rules, rule_by_id
from ethreader.screening.rules import RuleKind
from ethreader.web.current import today
from ethreader.web.http import get_or_404, render_page, see_other
from ethreader.web.said_once import said_now, to_be_said

RULE = "/rules/<int(max=2147483647):rule_id>"


@bp.get("/rules")
def rules() -> ResponseReturnValue:
    """Show all rules, and what the filter has learned from."""
    return render_page(
        "moderation/rules.html",
        rules=all_rules(),
        learned=learned_filter(),
        done=said_now("done"),
        waiting=waiting_count(),
    )


@bp.get("/rules/new")
def new_rule() -> ResponseReturnValue:
    """Show the form for a new rule."""
    return rule_page(RuleForm(formdata=None))


@bp.get(RULE)
def rule(rule_id: int) -> ResponseReturnValue:
    """Show a rule in its form."""
    row = get_or_404(rule_by_id(rule_id))
    return rule_page(RuleForm(formdata=None, obj=row), rule_id=rule_id)


@bp.post("/rules/new")
def add_rule() -> ResponseReturnValue:
    """Try a new rule, or save it once it was tried."""
    return _taken(RuleForm(), rule_id=None)


@bp.post(RULE)
def change_rule(rule_id: int) -> ResponseReturnValue:
    """Try a rule as it is to become, or save it once it was tried."""
    return _taken(RuleForm(), rule_id=rule_id)


@bp.post(f"{RULE}/delete")
def remove_rule(rule_id: int) -> ResponseReturnValue:
    """Delete a rule; one that is gone already is no mistake."""
    begin_write_transaction()
    delete_rule(rule_id)
    return _done("deleted")


def _taken(form: RuleForm, *, rule_id: int | None) -> ResponseReturnValue:
    if not form.validate():
        return rule_page(form, rule_id=rule_id, status=422)
    try:
        return _saved(form, rule_id) if form.was_tried else _tried(form, rule_id)
    except RuleExists as problem:
        db.session.rollback()
        return rule_page(form, rule_id=rule_id, problem=problem.sentence, status=409)
    except RuleChanged as problem:
        db.session.rollback()
        return rule_page(form, problem=problem.sentence, status=409, is_tried=True)


def _tried(form: RuleForm, rule_id: int | None) -> Response:
    ensure_only_one(form.rule, rule_id=rule_id)
    return rule_page(form, rule_id=rule_id, is_tried=True)


def _saved(form: RuleForm, rule_id: int | None) -> ResponseReturnValue:
    begin_write_transaction()
    row = _row_to_write(form, rule_id)
    ensure_only_one(form.rule, rule_id=rule_id)
    form.write_to(row)
    row.changed_on = today()
    db.session.add(row)
    return _done("saved")


def _row_to_write(form: RuleForm, rule_id: int | None) -> ScreeningRule:
    if rule_id is None:
        return ScreeningRule()
    return rule_as_seen(rule_id, version=int(form.version.data or 0))


def _done(what: str) -> ResponseReturnValue:
    """Store what was done, compare new comments with it from now on, and say so."""
    db.session.commit()
    refresh_rules()
    db.session.rollback()
    return see_other(url_for("moderation.rules", done=what, once=to_be_said()))


def rule_page(
    form: RuleForm,
    *,
    rule_id: int | None = None,
    problem: Text | None = None,
    is_tried: bool = False,
    status: int = 200,
) -> Response:
    """Show a rule in its form, with what it would have held."""
    return render_page(
        "moderation/rule.html",
        status=status,
        form=form,
        rule_id=rule_id,
        kinds=RuleKind,
        problem=problem,
        tried=dry_run(form.rule) if is_tried else None,
        waiting=waiting_count(),
    )
