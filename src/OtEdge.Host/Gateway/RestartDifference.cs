using OtEdge.Core.Zones;

namespace OtEdge.Host.Gateway;

/// <summary>What of a conduit's settings takes effect only when it is opened anew.</summary>
internal static class RestartDifference
{
    /// <summary>The settings that differ, as <c>name: new value</c>; empty when nothing waits for a restart.</summary>
    /// <param name="running">As it was opened.</param>
    /// <param name="settings">As the settings now are.</param>
    public static IReadOnlyList<string> Between(Conduit running, Conduit settings)
    {
        var waiting = new List<string>();
        Note("protocol", running.Protocol, settings.Protocol);
        Note("listen", running.Listen, settings.Listen);
        Note("device", running.Device, settings.Device);
        Note("strict-replies", running.StrictReplies, settings.StrictReplies);
        Note("max-adu", running.MaxAduBytes, settings.MaxAduBytes);
        Note("reverse-connect", Reverse(running), Reverse(settings));
        if (running.Limits != settings.Limits)
        {
            waiting.Add("limits");
        }

        if (!running.Umas.SequenceEqual(settings.Umas))
        {
            waiting.Add("umas");
        }

        return waiting;

        void Note<T>(string name, T before, T now)
            where T : notnull
        {
            if (!before.Equals(now))
            {
                waiting.Add($"{name}: {now}");
            }
        }
    }

    private static string Reverse(Conduit conduit) => (conduit.OpcUa?.CallingDevices, conduit.OpcUa?.CalledClients) switch
    {
        (null, null) => "none",
        (null, { } clients) => clients.ToString(),
        ({ } devices, null) => devices.ToString(),
        var (devices, clients) => $"{devices}, {clients}",
    };
}
