using System.Net;
using System.Numerics;
using OtEdge.Conduits;

namespace OtEdge.Host.Guarding;

/// <summary>Remembers of one conduit which clients asked in which second, and how long they held a connection. Not thread-safe.</summary>
internal sealed class ClientPulse
{
    private const int ClientsMax = 512;
    private const int SecondsOfHabit = 60;
    private const int AskedInSecondsMin = SecondsOfHabit / 2;
    private const ulong Habit = (1UL << SecondsOfHabit) - 1;

    // A client that is refused and comes again each second holds nothing.
    private static readonly long HeldFromTicks = TimeSpan.FromSeconds(5).Ticks;
    private static readonly long HabitTicks = TimeSpan.FromSeconds(SecondsOfHabit).Ticks;

    private readonly Dictionary<string, Beat> clients = new(StringComparer.Ordinal);
    private Dictionary<IPEndPoint, (long SinceTicks, long Bytes)> connections = [];
    private long seconds;

    /// <summary>Takes in the connections that are open now.</summary>
    /// <param name="open">The connections.</param>
    /// <param name="nowTicks">Monotonic time in 100 ns.</param>
    public void See(IReadOnlyList<OpenConnection> open, long nowTicks)
    {
        seconds++;
        OpenConnection[] all = [.. open.DistinctBy(connection => connection.Client)];
        HashSet<IPEndPoint> asking =
        [
            .. all.Where(one => one.BytesFromClient != connections.GetValueOrDefault(one.Client).Bytes).Select(one => one.Client),
        ];
        connections = all.ToDictionary(
            one => one.Client,
            one => (connections.TryGetValue(one.Client, out var before) ? before.SinceTicks : nowTicks, one.BytesFromClient));
        Dictionary<string, OpenConnection[]> byClient = all
            .GroupBy(one => one.Client.Address.ToString())
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        foreach (string client in byClient.Keys.Where(client => !clients.ContainsKey(client)))
        {
            if (clients.Count < ClientsMax)
            {
                clients[client] = new Beat { FirstSecond = seconds, LastTicks = nowTicks, HeldTicks = nowTicks };
            }
        }

        foreach ((string client, Beat beat) in clients)
        {
            OpenConnection[] own = byClient.GetValueOrDefault(client) ?? [];
            Take(beat, own.Any(one => asking.Contains(one.Client)), nowTicks);
            beat.OldestTicks = own.Length == 0 ? null : own.Min(one => connections[one.Client].SinceTicks);
            beat.HeldTicks = beat.OldestTicks is { } oldest && nowTicks - oldest >= HeldFromTicks ? nowTicks : beat.HeldTicks;
        }
    }

    /// <summary>Clients that have asked in most seconds of the last minute.</summary>
    public IReadOnlySet<string> Pollers() => clients
        .Where(client => seconds - client.Value.FirstSecond + 1 >= SecondsOfHabit
            && BitOperations.PopCount(client.Value.Asked & Habit) >= AskedInSecondsMin)
        .Select(client => client.Key)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Clients that have held one and the same connection for a minute or longer.</summary>
    public IReadOnlySet<string> Holders(long nowTicks) => clients
        .Where(client => client.Value.OldestTicks is { } oldest && nowTicks - oldest >= HabitTicks)
        .Select(client => client.Key)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>How long a client has been silent; zero for one that was never seen.</summary>
    public TimeSpan SilenceOf(string client, long nowTicks) => Since(client, nowTicks, beat => beat.LastTicks);

    /// <summary>How long a client has held no connection for more than a moment; zero for one that was never seen.</summary>
    public TimeSpan LostFor(string client, long nowTicks) => Since(client, nowTicks, beat => beat.HeldTicks);

    // One bit a second, the newest lowest; bits that fall out are older than any habit.
    private static void Take(Beat beat, bool hasAsked, long nowTicks)
    {
        beat.Asked = unchecked(beat.Asked << 1) | (hasAsked ? 1UL : 0);
        beat.LastTicks = hasAsked ? nowTicks : beat.LastTicks;
    }

    private TimeSpan Since(string client, long nowTicks, Func<Beat, long> moment) =>
        clients.TryGetValue(client, out Beat? beat) ? TimeSpan.FromTicks(nowTicks - moment(beat)) : TimeSpan.Zero;

    private sealed class Beat
    {
        public long FirstSecond { get; init; }

        public ulong Asked { get; set; }

        public long LastTicks { get; set; }

        public long HeldTicks { get; set; }

        public long? OldestTicks { get; set; }
    }
}
