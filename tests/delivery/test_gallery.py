"""The mails of the gallery, without the pictures: each becomes what it is (a ticket, a comment), and says what it said."""

import pytest

from tests.gallery.filing import complaints, file_thread
from tests.gallery.mails import THREADS


@pytest.mark.parametrize("thread", THREADS, ids=lambda thread: thread.name)
def test_mail_of_a_client_reads_well(jira, host, thread):
    assert list(complaints(jira, thread, file_thread(host, thread))) == []
