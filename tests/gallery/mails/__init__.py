"""The mails of the gallery, by what writes them. All people, companies and addresses are invented."""

from . import apple, gmail, languages, machines, outlook, plain, thunderbird

THREADS = [thread for module in (outlook, gmail, apple, thunderbird, machines, languages, plain) for thread in module.THREADS]
