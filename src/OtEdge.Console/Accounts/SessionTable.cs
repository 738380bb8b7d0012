namespace OtEdge.Console.Accounts;

/// <summary>Who is signed in; kept in memory only, so that a restart signs everybody out. Thread-safe.</summary>
/// <param name="time">The clock.</param>
public sealed class SessionTable(TimeProvider time)
{
    /// <summary>A session ends when its person did nothing for so long: 15 minutes.</summary>
    public static readonly TimeSpan IdleMax = TimeSpan.FromMinutes(15);

    /// <summary>A session ends after so long in any case: 12 hours.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromHours(12);

    /// <summary>Most sessions at once; the one that was used least recently gives way.</summary>
    public const int SessionsMax = 256;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Session> sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> tickets = new(StringComparer.Ordinal);

    /// <summary>Signs somebody in.</summary>
    /// <returns>The secret of the session.</returns>
    public string Open(string name)
    {
        string secret = SecretToken.New();
        DateTimeOffset now = time.GetUtcNow();
        lock (gate)
        {
            foreach (string over in sessions.Where(entry => IsOver(entry.Value, now)).Select(entry => entry.Key).ToArray())
            {
                sessions.Remove(over);
            }

            if (sessions.Count >= SessionsMax)
            {
                sessions.Remove(sessions.MinBy(entry => entry.Value.LastUsed).Key);
            }

            sessions[SecretToken.DigestOf(secret)] = new Session(name, now, now);
        }

        return secret;
    }

    /// <summary>The session behind a secret; null: there is none, or it is over.</summary>
    /// <param name="secret">As <see cref="Open"/> gave it.</param>
    /// <param name="byPerson">True when a person did something; false when a page looks by itself.</param>
    public Session? Find(string secret, bool byPerson)
    {
        string digest = SecretToken.DigestOf(secret);
        DateTimeOffset now = time.GetUtcNow();
        lock (gate)
        {
            if (!sessions.TryGetValue(digest, out Session? session))
            {
                return null;
            }

            if (IsOver(session, now))
            {
                sessions.Remove(digest);
                return null;
            }

            return byPerson ? sessions[digest] = session with { LastUsed = now } : session;
        }
    }

    /// <summary>Signs out.</summary>
    public void Close(string secret)
    {
        lock (gate)
        {
            sessions.Remove(SecretToken.DigestOf(secret));
        }
    }

    /// <summary>Ends every session of an account, as when its password was set anew.</summary>
    public void CloseAll(string name)
    {
        lock (gate)
        {
            foreach (string digest in sessions.Where(entry => entry.Value.Name == name).Select(entry => entry.Key).ToArray())
            {
                sessions.Remove(digest);
            }
        }
    }

    /// <summary>Sessions that are not over, oldest first.</summary>
    public IReadOnlyList<OpenSession> All()
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (gate)
        {
            return
            [
                .. sessions.Where(entry => !IsOver(entry.Value, now)).OrderBy(entry => entry.Value.Since)
                    .Select(entry => new OpenSession(IdOf(entry.Key), entry.Value)),
            ];
        }
    }

    /// <summary>Ends a session by the name that <see cref="All"/> gives it.</summary>
    public void End(string id)
    {
        lock (gate)
        {
            foreach (string digest in sessions.Keys.Where(digest => IdOf(digest) == id).ToArray())
            {
                sessions.Remove(digest);
            }
        }
    }

    /// <summary>A secret that signs somebody in once, without a password: how the demo opens its console.</summary>
    public string Ticket(string name)
    {
        string secret = SecretToken.New();
        lock (gate)
        {
            tickets[SecretToken.DigestOf(secret)] = name;
        }

        return secret;
    }

    /// <summary>Whom a ticket signs in, once; null: it is unknown or used.</summary>
    public string? Redeem(string ticket)
    {
        lock (gate)
        {
            return tickets.Remove(SecretToken.DigestOf(ticket), out string? name) ? name : null;
        }
    }

    // A digest of a random secret gives nothing of it away, and a part of it even less.
    private static string IdOf(string digest) => "s-" + digest[..8];

    private static bool IsOver(Session session, DateTimeOffset now) =>
        now - session.LastUsed >= IdleMax || now - session.Since >= AgeMax;
}
