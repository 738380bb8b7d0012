using System.Net;
using System.Net.Sockets;

namespace OtEdge.Conduits.Relaying;

/// <summary>Looks up host names, which can take seconds: the base library does it on a thread of its pool, never on a loop.</summary>
internal static class HostLookup
{
    /// <summary>Begins to look up a name.</summary>
    /// <param name="loop">Where to go on.</param>
    /// <param name="host">The name.</param>
    /// <param name="then">Gets the addresses on the loop; none: there are none, or they cannot be found out now.</param>
    public static void Begin(RelayLoop loop, string host, Action<IPAddress[]> then) => _ = LookUpAsync(loop, host, then);

    private static async Task LookUpAsync(RelayLoop loop, string host, Action<IPAddress[]> then)
    {
        IPAddress[] found;
        try
        {
            found = await Dns.GetHostAddressesAsync(host).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            found = [];
        }

        loop.Post(() => then(found));
    }
}
