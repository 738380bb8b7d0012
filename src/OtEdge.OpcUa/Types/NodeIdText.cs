namespace OtEdge.OpcUa.Types;

/// <summary>NodeIds as people write them (OPC UA Part 6 cl. 5.3.1.10).</summary>
internal static class NodeIdText
{
    public static string Of(NodeIdRef id)
    {
        string identifier = id.Kind switch
        {
            NodeIdKind.Numeric => $"i={id.Numeric}",
            NodeIdKind.String => $"s={System.Text.Encoding.UTF8.GetString(id.Identifier)}",
            NodeIdKind.Guid => $"g={new Guid(id.Identifier)}",
            _ => $"b={Convert.ToBase64String(id.Identifier)}",
        };
        return id.NamespaceIndex == 0 ? identifier : $"ns={id.NamespaceIndex};{identifier}";
    }

    public static bool TryParse(string text, out NodeId? id)
    {
        id = null;
        ReadOnlySpan<char> rest = text;
        ushort space = 0;
        if (rest.StartsWith("ns=", StringComparison.Ordinal))
        {
            int end = rest.IndexOf(';');
            if (end < 0 || !ushort.TryParse(rest[3..end], out space))
            {
                return false;
            }

            rest = rest[(end + 1)..];
        }

        if (rest.Length < 2 || rest[1] != '=')
        {
            return false;
        }

        ReadOnlySpan<char> value = rest[2..];
        switch (rest[0])
        {
            case 'i' when uint.TryParse(value, out uint number):
                id = new NodeId(space, number);
                break;
            case 's':
                id = new NodeId(NodeIdKind.String, space, System.Text.Encoding.UTF8.GetBytes(value.ToString()));
                break;
            case 'g' when Guid.TryParse(value, out Guid guid):
                id = new NodeId(NodeIdKind.Guid, space, guid.ToByteArray());
                break;
            case 'b':
                byte[] bytes = new byte[value.Length];
                if (Convert.TryFromBase64Chars(value, bytes, out int count))
                {
                    id = new NodeId(NodeIdKind.Opaque, space, bytes.AsSpan(0, count));
                }

                break;
        }

        return id is not null;
    }
}
