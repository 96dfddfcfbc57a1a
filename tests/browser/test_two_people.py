"""Nothing lost and nothing twice: double click, back button, two people, an ended session."""

import re

from playwright.sync_api import expect

WORDS = "Đã họp với Phòng Thương mại; còn chờ phía bạn xác nhận lịch làm việc."


def led_task(page) -> str:
    """The address of a task that the person leads and has begun."""
    page.goto("/tasks/?scope=lead&state=in_progress")
    return page.locator("a[data-row-link]").first.get_attribute("href")


def comments(page, task: str, words: str) -> int:
    page.goto(f"{task}?tab=comments")
    return page.locator(".updates .update", has_text=words).count()


def test_a_double_click_makes_one_comment(visit):
    page = visit("tuan").page
    task = led_task(page)
    page.goto(f"{task}?tab=comments")
    page.locator(".comment-form textarea").fill("Bấm hai lần")
    with page.expect_navigation():
        page.locator(".comment-form button.btn").last.dblclick()
    assert comments(page, task, "Bấm hai lần") == 1


def test_two_requests_on_their_way_at_once_make_one_comment(visit):
    page = visit("tuan").page
    task = led_task(page)
    page.goto(f"{task}?tab=comments")
    page.locator(".comment-form textarea").fill("Hai yêu cầu cùng lúc")
    page.evaluate(
        """async () => {
          const form = document.querySelector(".comment-form");
          const send = () => fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
          await Promise.all([send(), send(), send()]);
        }"""
    )
    assert comments(page, task, "Hai yêu cầu cùng lúc") == 1


def test_back_and_sending_again_does_not_act_twice(visit):
    page = visit("tuan").page
    task = led_task(page)
    page.goto(f"{task}comment/")
    page.locator("textarea").fill("Quay lại rồi gửi lại")
    page.locator("main .form-actions button").click()
    page.wait_for_url("**tab=comments")
    page.go_back()
    page.wait_for_url(re.compile(r"/comment/$"))
    page.locator("textarea").fill("Quay lại rồi gửi lại")
    page.locator("main .form-actions button").click()
    told = page.get_by_text("You sent this form already").or_(page.locator("[data-done]"))
    told.first.wait_for()
    assert comments(page, task, "Quay lại rồi gửi lại") == 1


def test_a_half_written_update_outlives_the_session(visit):
    tuan = visit("tuan")
    page = tuan.page
    task = led_task(page)
    page.goto(f"{task}progress/")
    page.locator("textarea[name=text]").fill(WORDS)
    page.locator("input[value=at_risk]").check()
    tuan.context.clear_cookies(name="sessionid")
    page.locator("main .form-actions button").click()
    page.wait_for_url("**/sign-in/**")
    expect(page.get_by_text("what you sent was not recorded")).to_be_visible()
    page.locator("form:has(input[name=username][value=tuan]) button.person").click()
    page.wait_for_url(f"**{task}progress/")
    expect(page.locator("[data-draft-note]")).to_be_visible()
    expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
    expect(page.locator("input[value=at_risk]")).to_be_checked()
    page.locator("main .form-actions button").click()
    page.wait_for_url("**tab=progress")
    expect(page.get_by_text(WORDS)).to_have_count(1)
    page.goto(f"{task}progress/")
    expect(page.locator("[data-draft-note]")).to_be_hidden()
    expect(page.locator("textarea[name=text]")).to_have_value("")


def test_a_draft_is_for_its_writer_alone(visit):
    tuan = visit("tuan")
    page = tuan.page
    task = led_task(page)
    page.goto(f"{task}comment/")
    page.locator("textarea").fill("Chỉ mình tôi đọc")
    page.wait_for_function(
        "() => Object.keys(sessionStorage).some((key) => key.startsWith('draft:'))"
    )
    tuan.context.clear_cookies(name="sessionid")
    page.goto("/sign-in/")
    page.locator("form:has(input[name=username][value=mai]) button.person").click()
    page.wait_for_url(f"{tuan.address}/")
    page.goto(f"{task}comment/")
    expect(page.locator("textarea")).to_have_value("")
    kept = page.evaluate(
        "() => Object.keys(sessionStorage).filter((key) => key.startsWith('draft:'))"
    )
    assert kept == []


def test_signing_in_again_elsewhere_leaves_an_old_form_with_its_words(visit):
    tuan = visit("tuan")
    page = tuan.page
    task = led_task(page)
    page.goto(f"{task}comment/")
    page.locator("textarea").fill("Soạn trước khi đăng nhập lại")
    tuan.context.clear_cookies(name="sessionid")
    other = tuan.context.new_page()
    other.goto("/sign-in/")
    other.locator("form:has(input[name=username][value=tuan]) button.person").click()
    other.wait_for_url(f"{tuan.address}/")
    page.locator("main .form-actions button").click()
    page.get_by_role("link", name="Open the form again").click()
    page.wait_for_url(f"**{task}comment/")
    expect(page.locator("textarea")).to_have_value("Soạn trước khi đăng nhập lại")
    page.locator("main .form-actions button").click()
    page.wait_for_url("**tab=comments")
    assert comments(page, task, "Soạn trước khi đăng nhập lại") == 1


def test_the_second_of_two_is_told_what_changed_and_saves_on_top(visit):
    lan, minh = visit("lan").page, visit("minh").page
    lan.goto("/tasks/?scope=lead&state=accepted")
    edit = f"{lan.locator('a[data-row-link]').first.get_attribute('href')}edit/"
    for page in (lan, minh):
        page.goto(edit)
    before = lan.locator("textarea[name=text]").input_value()
    lan.locator("textarea[name=text]").fill(f"{before} (Lan)")
    lan.locator("main .form-actions button").click()
    lan.wait_for_url(re.compile(r"/tasks/\d+/$"))
    minh.locator("textarea[name=text]").fill(f"{before} (Minh)")
    minh.locator("main .form-actions button").click()
    expect(minh.get_by_text("Lê Ngọc Lan saved this record at")).to_be_visible()
    expect(minh.locator(".field-now", has_text=f"{before} (Lan)")).to_be_visible()
    expect(minh.locator("textarea[name=text]")).to_have_value(f"{before} (Minh)")
    minh.locator("main .form-actions button").click()
    minh.wait_for_url(re.compile(r"/tasks/\d+/$"))
    expect(minh.locator("h1")).to_have_text(f"{before} (Minh)")
