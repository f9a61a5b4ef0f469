<#-- One line a library: coordinates, then its licences; where there are several, one may choose. -->
Bundled in this jar, beside Spark RNN itself:
<#list dependencyMap as entry>
${entry.getKey().groupId}:${entry.getKey().artifactId}:${entry.getKey().version} | ${entry.getValue()?join(" or ")}
<#-- Natives that pom.xml unpacks beside those of the dependency; JarIT holds the version against them. -->
<#if entry.getKey().artifactId == "openblas">
${entry.getKey().groupId}:${entry.getKey().artifactId}:0.3.31-1.5.13 | ${entry.getValue()?join(" or ")}
</#if>
</#list>
