using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OtEdge.HouseTests.Reading;

/// <summary>What a built assembly uses of others: the compiler's own list, which no alias or using can hide from.</summary>
internal static class AssemblyReferences
{
    /// <summary>Types as <c>System.IO.File</c> and their members as <c>System.DateTime.get_UtcNow</c>.</summary>
    public static IReadOnlyList<string> Of(string assemblyFile)
    {
        using FileStream stream = File.OpenRead(assemblyFile);
        using PEReader file = new(stream);
        MetadataReader metadata = file.GetMetadataReader();
        return
        [
            .. metadata.TypeReferences.Select(type => NameOf(metadata, type)),
            .. metadata.MemberReferences
                .Select(member => metadata.GetMemberReference(member))
                .Where(member => member.Parent.Kind == HandleKind.TypeReference)
                .Select(member =>
                    $"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}"),
        ];
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        string name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)}.{name}"
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
