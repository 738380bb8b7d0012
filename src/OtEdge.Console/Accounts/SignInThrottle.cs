namespace OtEdge.Console.Accounts;

/// <summary>
/// Slows guessing of passwords without ever locking anybody out: after five failures of a name or an address, each further one doubles
/// the wait, up to a minute. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class SignInThrottle(TimeProvider time)
{
    private const int FreeFailures = 5;
    private const int EntriesMax = 4096;
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (int Failures, DateTimeOffset Last)> entries = new(StringComparer.Ordinal);

    /// <summary>How long to wait before the next try; zero: none.</summary>
    public TimeSpan Wait(string name, string address)
    {
        lock (gate)
        {
            TimeSpan byName = WaitOf("name " + name);
            TimeSpan byAddress = WaitOf("address " + address);
            return byName > byAddress ? byName : byAddress;
        }
    }

    /// <summary>A try has failed.</summary>
    /// <returns>True when guessing is slowed from this failure on, which is worth telling once.</returns>
    public bool Failed(string name, string address)
    {
        lock (gate)
        {
            return Count("name " + name) == FreeFailures | Count("address " + address) == FreeFailures;
        }
    }

    /// <summary>A try was right: the name is forgotten; the address is not, as it may guess other names.</summary>
    public void Succeeded(string name)
    {
        lock (gate)
        {
            entries.Remove("name " + name);
        }
    }

    private TimeSpan WaitOf(string key)
    {
        if (!entries.TryGetValue(key, out var entry) || entry.Failures < FreeFailures)
        {
            return TimeSpan.Zero;
        }

        TimeSpan wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(entry.Failures - FreeFailures, 6)));
        TimeSpan left = entry.Last + (wait < WaitMax ? wait : WaitMax) - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private int Count(string key)
    {
        DateTimeOffset now = time.GetUtcNow();
        entries.TryGetValue(key, out var entry);
        int failures = now - entry.Last > Forgotten ? 1 : entry.Failures + 1;
        entries[key] = (failures, now);
        if (entries.Count > EntriesMax)
        {
            entries.Remove(entries.MinBy(other => other.Value.Last).Key);
        }

        return failures;
    }
}
