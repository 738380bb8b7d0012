using OtEdge.Core.Zones;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds who users of OPC UA clients are to a device.</summary>
internal sealed class DeviceUserBinder(Func<string, bool> fileExists, ProblemList problems)
{
    /// <summary>Who every user is; absent or wrong: as clients say it.</summary>
    public DeviceUser User(SettingsNode? node) => Read(node) ?? DeviceUser.Passthrough;

    /// <summary>Who users with certificates are.</summary>
    public IReadOnlyList<UserMapping> Users(MapNode? security)
    {
        var users = new List<UserMapping>();
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (MapNode item in security?.Maps("users") ?? [])
        {
            if (item.Text("certificate") is not { } certificate || Read(item.Find("as")) is not { Kind: not DeviceUserKind.Passthrough } user)
            {
                continue;
            }

            string? thumbprint = certificate == DeviceUserShapes.AnyTrusted ? null : item.Text("certificate", NetworkScalars.Thumbprint);
            if (thumbprint is null && certificate != DeviceUserShapes.AnyTrusted)
            {
                continue;
            }

            if (!named.Add(thumbprint ?? ""))
            {
                problems.Error(item.Find("certificate")!, $"{Quote.Words(certificate)} stands in `users` already; only the first would ever hold, so remove one");
            }

            users.Add(new UserMapping(thumbprint, user));
        }

        return users;
    }

    private DeviceUser? Read(SettingsNode? node)
    {
        if (node is not MapNode map)
        {
            return DeviceUserShapes.Word.TryRead(node, out DeviceUser word) ? word : null;
        }

        if (map.Text("certificate", Scalars.Name) is { } certificate)
        {
            CheckStray(map, "password-file", "an own certificate has a key, not a password");
            return new DeviceUser(DeviceUserKind.Certificate, certificate);
        }

        if (map.Text("name") is not { } name)
        {
            return null;
        }

        if (map.Text("password-file") is not { } file)
        {
            problems.Error(map, $"the user {Quote.Words(name)} has no `password-file`; name the file that holds its password at the device");
            return null;
        }

        if (!fileExists(file))
        {
            problems.Warning(map.Find("password-file")!, $"the file {Quote.Words(file)} does not exist; put it there, or mend the path");
        }

        return new DeviceUser(DeviceUserKind.Name, name, file);
    }

    private void CheckStray(MapNode map, string key, string why)
    {
        if (map.Find(key) is { } stray)
        {
            problems.Error(stray, $"`{key}` stands beside `certificate`; {why}");
        }
    }
}
