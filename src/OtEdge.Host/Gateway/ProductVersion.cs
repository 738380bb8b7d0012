using System.Reflection;

namespace OtEdge.Host.Gateway;

/// <summary>The version of the program.</summary>
internal static class ProductVersion
{
    /// <summary>As people say it, such as <c>0.1.0</c>: the revision that the build adds behind `+` is for the log.</summary>
    public static string Text { get; } = typeof(ProductVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
