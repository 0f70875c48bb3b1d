"""The sandbox in folders, listed bottom up; none imports what stands below it here.

site   what this Jira is and holds: users and projects, settings, clock, tickets
http   requests and answers, log-in, faults, the server
text   what texts mean and show: wiki markup and Atlassian documents
jql    the language of searches
rest   the endpoints, a file for each family
look   the page for people, the control interface, the record of requests
app    all of it together
"""
