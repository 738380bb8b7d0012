using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Services;

/// <summary>The layouts of requests about discovery, channels and sessions (OPC UA Part 4 cl. 5.4 to 5.6).</summary>
internal static class SessionShapes
{
    public static void ReadParameters(ServiceType service, scoped ref UaReader reader)
    {
        switch (service)
        {
            case ServiceType.FindServers or ServiceType.GetEndpoints:
                reader.String();
                Strings(ref reader);
                Strings(ref reader);
                break;
            case ServiceType.FindServersOnNetwork:
                reader.Raw(8);
                Strings(ref reader);
                break;
            case ServiceType.OpenSecureChannel:
                _ = new OpenChannelRequest(ref reader);
                break;
            case ServiceType.CreateSession:
                _ = new CreateSessionRequest(ref reader);
                break;
            case ServiceType.ActivateSession:
                _ = new ActivateSessionRequest(ref reader);
                break;
            case ServiceType.CloseSession:
                reader.Boolean();
                break;
            case ServiceType.Cancel:
                reader.UInt32();
                break;
        }
    }

    /// <summary>Reads an array of strings.</summary>
    internal static void Strings(scoped ref UaReader reader)
    {
        int count = reader.ArrayLength(4);
        for (int i = 0; i < count && !reader.HasFailed; i++)
        {
            reader.String();
        }
    }
}
