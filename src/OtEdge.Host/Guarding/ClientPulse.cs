namespace OtEdge.Host.Guarding;

/// <summary>Remembers of one conduit which clients asked in which second. Not thread-safe.</summary>
internal sealed class ClientPulse
{
    private const int ClientsMax = 512;
    private const int SecondsOfHabit = 60;
    private const double ShareOfHabit = 0.5;

    private readonly Dictionary<string, Beat> clients = new(StringComparer.Ordinal);
    private long seconds;

    /// <summary>Takes in how many bytes each client has sent so far.</summary>
    /// <param name="bytes">Bytes by address, over its open connections.</param>
    /// <param name="nowTicks">Monotonic time in 100 ns.</param>
    public void See(IReadOnlyDictionary<string, long> bytes, long nowTicks)
    {
        seconds++;
        foreach ((string client, long sent) in bytes)
        {
            if (!clients.TryGetValue(client, out Beat? beat))
            {
                if (clients.Count >= ClientsMax)
                {
                    continue;
                }

                clients[client] = beat = new Beat { FirstSecond = seconds, LastTicks = nowTicks };
            }

            if (sent != beat.Bytes)
            {
                beat.Bytes = sent;
                beat.LastTicks = nowTicks;
                beat.Active++;
            }
        }

        foreach ((string client, Beat beat) in clients)
        {
            beat.Bytes = bytes.ContainsKey(client) ? beat.Bytes : 0;
        }
    }

    /// <summary>Clients that have asked in most seconds of the last minute or longer.</summary>
    public IReadOnlySet<string> Pollers() => clients
        .Where(client => seconds - client.Value.FirstSecond + 1 >= SecondsOfHabit
            && client.Value.Active >= ShareOfHabit * (seconds - client.Value.FirstSecond + 1))
        .Select(client => client.Key)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>How long a client has been silent; zero for one that was never seen.</summary>
    public TimeSpan SilenceOf(string client, long nowTicks) =>
        clients.TryGetValue(client, out Beat? beat) ? TimeSpan.FromTicks(nowTicks - beat.LastTicks) : TimeSpan.Zero;

    private sealed class Beat
    {
        public long FirstSecond { get; init; }

        public long Active { get; set; }

        public long Bytes { get; set; }

        public long LastTicks { get; set; }
    }
}
