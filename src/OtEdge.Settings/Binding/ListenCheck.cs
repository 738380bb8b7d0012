using System.Net;
using System.Net.Sockets;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Finds two things that would listen at one address and port.</summary>
internal static class ListenCheck
{
    public static void Run(IReadOnlyList<ConduitDraft> conduits, MapNode root, ProblemList problems)
    {
        var listeners = new List<(string Name, SettingsNode Node, IPEndPoint At)>();
        foreach (ConduitDraft draft in conduits)
        {
            listeners.Add(($"conduit {Quote.Words(draft.Conduit.Name)}", draft.Node.Find("listen")!, draft.Conduit.Listen));
            if (draft.Conduit.OpcUa?.CallingDevices is { } calling)
            {
                listeners.Add(($"conduit {Quote.Words(draft.Conduit.Name)}", draft.Node.Map("reverse-connect")!.Find("listen")!, calling.Listen));
            }
        }

        Add("console", Shapes.NetworkScalars.Https, 443);
        Add("server", Shapes.NetworkScalars.OpcTcp, 4840);
        for (int later = 1; later < listeners.Count; later++)
        {
            (string Name, SettingsNode Node, IPEndPoint At) earlier = listeners.Take(later).FirstOrDefault(other => Collide(other.At, listeners[later].At));
            if (earlier.Name is not null)
            {
                problems.Error(
                    listeners[later].Node,
                    $"{listeners[later].At} is taken by the {earlier.Name} ({earlier.At}, line {earlier.Node.Line}); choose another port or address");
            }
        }

        void Add(string key, Shapes.ScalarShape<Uri> shape, int portDefault)
        {
            SettingsNode? node = root.Map(key)?.Find("listen");
            if (shape.TryRead(node, out Uri url) && IPAddress.TryParse(url.Host.Trim('[', ']'), out IPAddress? address))
            {
                listeners.Add((key, node!, new IPEndPoint(address, url.Port < 0 ? portDefault : url.Port)));
            }
        }
    }

    // Port 0 takes any free port. `::` takes IPv4, too.
    private static bool Collide(IPEndPoint left, IPEndPoint right) =>
        left.Port == right.Port && left.Port != 0
        && (left.Address.Equals(right.Address) || Takes(left.Address, right.Address) || Takes(right.Address, left.Address));

    private static bool Takes(IPAddress any, IPAddress other) =>
        any.Equals(IPAddress.IPv6Any) || (any.Equals(IPAddress.Any) && other.AddressFamily == AddressFamily.InterNetwork);
}
