"""A limit of requests in each minute of the sandbox clock, with the headers of both products."""

from __future__ import annotations

from sandbox.http.reply import JiraError
from sandbox.site.clock import Clock, iso

WINDOW = 60


class RateLimit:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.window, self.used = 0, 0

    def spend(self, limit: int, cloud: bool) -> dict[str, str]:
        """Counts one request: the headers of its answer, or a 429."""
        if not limit:
            return {}
        now = self.clock.now()
        if int(now // WINDOW) != self.window:
            self.window, self.used = int(now // WINDOW), 0
        self.used += 1
        end = (self.window + 1) * WINDOW
        wait = max(1, int(end - now) + 1) if self.used > limit else 0
        headers = {"X-RateLimit-Limit": str(limit), "X-RateLimit-Remaining": str(max(limit - self.used, 0))}
        if cloud:
            headers["X-RateLimit-Reset"] = iso(end)
        else:
            headers.update({"X-RateLimit-Interval-Seconds": str(WINDOW), "X-RateLimit-FillRate": str(limit)})
            # Data Center sends this on every answer: 0 while there is something left.
            headers["Retry-After"] = str(wait)
        if wait:
            error = JiraError(429, "Rate limit exceeded.")
            error.reply.headers = {**headers, "Retry-After": str(wait)}
            if cloud:
                error.reply.headers["RateLimit-Reason"] = "jira-burst-based"
            raise error
        return headers
