"""What the tests of the register's pages share: somebody at a page, its words, a form sent."""

HOSTILE = '<script>alert("x")</script>'


def page(client, person, address):
    """The page as ``person`` sees it, in English."""
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client.get(address)


def words(client, person, address):
    """The page's text; it must be there."""
    answer = page(client, person, address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(client, person, address, **data):
    """The answer to a form."""
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client.post(address, data)
